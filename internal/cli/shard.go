package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// ciShards are the variables in which CI services say which of several parallel
// jobs this is, and how many there are: the first of them may have number 0 or
// 1.
var ciShards = []struct {
	name         string
	index, total string
	first        int
}{
	{"GitLab", "CI_NODE_INDEX", "CI_NODE_TOTAL", 1},
	{"CircleCI", "CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", 0},
	{"Buildkite", "BUILDKITE_PARALLEL_JOB", "BUILDKITE_PARALLEL_JOB_COUNT", 0},
	{"Azure Pipelines", "SYSTEM_JOBPOSITIONINPHASE", "SYSTEM_TOTALJOBSINPHASE", 1},
	{"Semaphore", "SEMAPHORE_JOB_INDEX", "SEMAPHORE_JOB_COUNT", 1},
	{"Bitbucket", "BITBUCKET_PARALLEL_STEP", "BITBUCKET_PARALLEL_STEP_COUNT", 0},
}

// parseShard parses the value of -shard: "2/4", or "ci" for what the
// environment of a CI service says.
func parseShard(value string, env Env) (finding.Shard, error) {
	if value == "" {
		return finding.Shard{}, nil
	}
	if value == "ci" {
		return shardOfCI(env)
	}
	index, count, ok := strings.Cut(value, "/")
	i, err1 := strconv.Atoi(index)
	n, err2 := strconv.Atoi(count)
	if !ok || err1 != nil || err2 != nil || i < 1 || i > n {
		return finding.Shard{}, fmt.Errorf("-shard=%s: want i/n with i from 1 to n, such as 2/4, or ci", value)
	}
	return finding.Shard{Index: i, Count: n}, nil
}

func shardOfCI(env Env) (finding.Shard, error) {
	getenv := (&gocmd.Runner{Env: env.Environ}).Getenv
	for _, ci := range ciShards {
		index, total := getenv(ci.index), getenv(ci.total)
		if index == "" || total == "" {
			continue
		}
		i, err1 := strconv.Atoi(index)
		n, err2 := strconv.Atoi(total)
		if i -= ci.first - 1; err1 != nil || err2 != nil || i < 1 || i > n {
			return finding.Shard{}, fmt.Errorf("-shard=ci: %s says %s=%s and %s=%s, which is no part of a whole", ci.name, ci.index, index, ci.total, total)
		}
		return finding.Shard{Index: i, Count: n}, nil
	}
	var names []string
	for _, ci := range ciShards {
		names = append(names, ci.index+" and "+ci.total)
	}
	return finding.Shard{}, fmt.Errorf("-shard=ci: the environment has none of %s; use -shard=i/n", strings.Join(names, ", "))
}
