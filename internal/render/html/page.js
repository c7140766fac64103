"use strict";
(() => {
const report = JSON.parse(document.getElementById("report").textContent);
const $ = id => document.getElementById(id);

// el makes an element. Text is always text: nothing of a report is parsed.
function el(tag, props, ...children) {
	const e = document.createElement(tag);
	for (const [key, value] of Object.entries(props || {})) {
		if (key === "class") e.className = value;
		else if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
		else if (value !== undefined && value !== false) e.setAttribute(key, value);
	}
	e.append(...children.filter(c => c !== undefined && c !== null && c !== ""));
	return e;
}
const capital = s => s.slice(0, 1).toUpperCase() + s.slice(1);
const plural = (n, noun) => n.toLocaleString("en") + " " + noun + (n === 1 ? "" : "s");

// ---- What is known -------------------------------------------------------

// Columns are GOOS/GOARCH pairs; each has one or two ports.
const columns = [];
report.ports.forEach((name, i) => {
	const pair = name.replace(/:.*/, "");
	const last = columns[columns.length - 1];
	if (last && last.pair === pair) last.ports.push(i);
	else columns.push({pair, goos: pair.split("/")[0], ports: [i]});
});
const cgoOf = name => name.endsWith(":cgo") ? "with cgo" : name.endsWith(":nocgo") ? "without cgo" : "";

// What a cell can say, the worst first.
const states = {
	f: {sign: "×", text: report.command === "build" ? "does not build" : "does not compile"},
	s: {sign: "?", text: "was not examined"},
	e: {sign: "!", text: "has an error"},
	b: {sign: "/", text: "is blocked by a dependency"},
	w: {sign: "!", text: "has a warning"},
	o: {sign: "·", text: report.command === "build" ? "builds" : "compiles"},
	x: {sign: "–", text: "is excluded by constraints"},
	n: {sign: "", text: "is unknown"},
};
const rank = {};
Object.keys(states).forEach((k, i) => rank[k] = i);

report.sets.forEach(s => s.has = report.ports.map((_, i) => s.bits[i] === "1"));
report.findings.forEach((f, i) => {
	f.i = i;
	f.text = [report.packages[f.p], f.f, f.m.join("\n"), report.rules[f.r].name].join("\n").toLowerCase();
});

// letter[p][i] is the state of package p on port i.
const letter = report.packages.map((_, p) => [...report.rows[report.row[p]]].map(c => c === "." ? "n" : c));
for (const f of report.findings) {
	const to = f.w ? "w" : "e", has = report.sets[f.o].has, row = letter[f.p];
	for (let i = 0; i < row.length; i++) {
		if (has[i] && rank[to] < rank[row[i]]) row[i] = to;
	}
}
const worst = (p, column) => {
	let w = "n";
	for (const i of column.ports) if (rank[letter[p][i]] < rank[w]) w = letter[p][i];
	return w;
};
const cells = report.packages.map((_, p) => columns.map(c => worst(p, c)));
const half = (p, column) => column.ports.length > 1 && letter[p][column.ports[0]] !== letter[p][column.ports[1]];
const halves = report.packages.map((_, p) => columns.map(c => half(p, c) ? "1" : "0").join(""));

// Names are shown without the path that the packages of the report have in
// common. Those without a verdict are of dependencies in which something is.
const prefix = (() => {
	const names = report.packages.filter((name, p) => name !== "" && /[^.]/.test(report.rows[report.row[p]]));
	if (names.length < 2) return "";
	let common = names[0] + "/";
	for (const n of names) {
		while (!(n + "/").startsWith(common)) common = common.slice(0, common.lastIndexOf("/", common.length - 2) + 1);
	}
	return common;
})();
const short = name => name === "" ? "(no package)" : name + "/" === prefix ? name.split("/").pop() : name.startsWith(prefix) ? name.slice(prefix.length) : name;

// ---- Filter --------------------------------------------------------------

const query = $("query"), port = $("port"), rule = $("rule"), severity = $("severity");

function options(select, groups) {
	select.append(el("option", {value: ""}, "any"));
	for (const [label, list] of groups) {
		const parent = label ? select.appendChild(el("optgroup", {label})) : select;
		for (const [value, text] of list) parent.append(el("option", {value}, text));
	}
}
const byOS = new Map();
for (const c of columns) {
	if (!byOS.has(c.goos)) byOS.set(c.goos, []);
	byOS.get(c.goos).push([c.pair, c.pair]);
}
options(port, [...byOS].map(([goos, list]) => [goos, list.length > 1 ? [[goos, goos + " (all)"], ...list] : list]));
const ruleCounts = report.rules.map(() => 0);
for (const f of report.findings) ruleCounts[f.r]++;
options(rule, [["", report.rules.map((r, i) => [i, `${r.name} (${ruleCounts[i]})`]).sort((a, b) => a[1] < b[1] ? -1 : 1)]]);

let shownColumns = columns, shownFindings = report.findings, rows = [];
const opened = new Set(); // keys of groups that are open

function filter() {
	const q = query.value.trim().toLowerCase();
	shownColumns = columns.filter(c => !port.value || c.pair === port.value || c.goos === port.value);
	const wanted = new Set(shownColumns.flatMap(c => c.ports));
	const anyPort = !port.value;
	shownFindings = report.findings.filter(f =>
		(!q || f.text.includes(q)) &&
		(!rule.value || f.r === +rule.value) &&
		(!severity.value || f.w === +severity.value) &&
		(anyPort || [...wanted].some(i => report.sets[f.o].has[i])));
	const having = new Set(shownFindings.map(f => f.p));
	const packages = [];
	report.packages.forEach((name, p) => {
		if (having.has(p) || !rule.value && !severity.value && (!q || name.toLowerCase().includes(q))) packages.push(p);
	});
	rows = grouped(packages);
	$("rows").textContent = packages.length === report.packages.length
		? `${plural(packages.length, "package")}, ${plural(shownColumns.length, "port")}`
		: `${packages.length.toLocaleString("en")} of ${plural(report.packages.length, "package")}, ${plural(shownColumns.length, "port")}`;
	$("overview").hidden = report.packages.length === 0;
	grid.hidden = rows.length === 0;
	$("clear").hidden = !(q || port.value || rule.value || severity.value);
	drawGrid();
	drawList();
}

// grouped returns the rows of the grid: packages in trouble first, the worst
// before others, and packages that are alike in one row that can be opened.
function grouped(packages) {
	const indices = shownColumns.map(c => columns.indexOf(c));
	const groups = new Map();
	for (const p of packages) {
		const row = cells[p];
		let key = "", min = rank.o;
		for (const i of indices) {
			key += row[i] + halves[p][i];
			if (rank[row[i]] < min) min = rank[row[i]];
		}
		let g = groups.get(key);
		if (!g) groups.set(key, g = {key, min, packages: []});
		g.packages.push(p);
	}
	const list = [];
	const order = [...groups.values()].sort((a, b) => a.min - b.min || a.packages[0] - b.packages[0]);
	for (const g of order) {
		const fold = g.packages.length > (g.min >= rank.o ? 1 : 3);
		if (fold) list.push({group: g, p: g.packages[0], open: opened.has(g.key)});
		if (!fold || opened.has(g.key)) for (const p of g.packages) list.push({p, inside: fold});
	}
	return list;
}

// ---- Grid ----------------------------------------------------------------

const grid = $("grid"), canvas = $("canvas");
const rowHeight = 26;
let headHeight = 0, drawn = new Map(), at = {row: 0, column: -1}; // column -1 is the name

function drawGrid() {
	const longest = rows.reduce((n, r) => Math.max(n, rowName(r).length + (r.inside ? 3 : 0)), 20);
	grid.style.setProperty("--name", Math.min(56, longest + 4) + "ch");
	const head = el("div", {class: "head", role: "row", "aria-rowindex": 1},
		el("div", {class: "name", role: "columnheader", title: prefix}, prefix ? prefix.replace(/\/$/, "") : "package"));
	shownColumns.forEach((c, i) => {
		const [goos, goarch] = c.pair.split("/");
		head.append(el("div", {class: "h" + gap(i), role: "columnheader", title: c.pair}, el("b", {}, goos), "/" + goarch));
	});
	drawn = new Map();
	canvas.replaceChildren(head);
	headHeight = head.offsetHeight;
	canvas.style.height = headHeight + rows.length * rowHeight + "px";
	grid.setAttribute("aria-rowcount", rows.length + 1);
	grid.setAttribute("aria-colcount", shownColumns.length + 1);
	at.row = Math.min(at.row, Math.max(0, rows.length - 1));
	at.column = Math.min(at.column, shownColumns.length - 1);
	drawRows();
}

const gap = i => i > 0 && shownColumns[i].goos !== shownColumns[i - 1].goos ? " g" : "";
const rowName = r => r.group ? `${r.open ? "▾" : "▸"} ${plural(r.group.packages.length, "package")} alike` : short(report.packages[r.p]);

// drawRows draws the rows that are in sight, and few others.
function drawRows() {
	const first = Math.max(0, Math.floor((grid.scrollTop - headHeight) / rowHeight) - 6);
	const end = Math.min(rows.length, Math.ceil((grid.scrollTop + grid.clientHeight) / rowHeight) + 6);
	for (const [i, e] of drawn) {
		if (i < first || i >= end) {
			e.remove();
			drawn.delete(i);
		}
	}
	for (let i = first; i < end; i++) {
		if (!drawn.has(i)) {
			const e = drawRow(i);
			drawn.set(i, e);
			canvas.append(e);
		}
	}
	mark();
}

function drawRow(i) {
	const r = rows[i];
	const name = el("div", {
		class: "name" + (r.inside ? " in" : ""), role: "rowheader", id: `r${i}`,
		title: r.group ? r.group.packages.slice(0, 30).map(p => report.packages[p]).join("\n") : report.packages[r.p],
	});
	if (r.group) {
		name.append(rowName(r).replace(/ alike$/, " "), el("span", {class: "n"}, "alike"));
		name.setAttribute("aria-expanded", r.open);
	} else {
		name.append(rowName(r));
	}
	const row = el("div", {class: "r", role: "row", "aria-rowindex": i + 2}, name);
	row.style.top = headHeight + i * rowHeight + "px";
	row.dataset.row = i;
	shownColumns.forEach((c, j) => {
		const k = columns.indexOf(c), state = cells[r.p][k], differ = halves[r.p][k] === "1";
		row.append(el("div", {
			class: "c " + state + (differ ? " half" : "") + gap(j), role: "gridcell", id: `r${i}c${j}`,
			"aria-label": `${c.pair} ${describe(r.p, c)}`, title: `${c.pair} ${describe(r.p, c)}`,
		}, states[state].sign));
	});
	return row;
}

// describe says how a package fares on a pair.
function describe(p, column) {
	const parts = column.ports.map(i => [states[letter[p][i]].text, cgoOf(report.ports[i])]);
	if (parts.length > 1 && parts[0][0] === parts[1][0]) return parts[0][0];
	return parts.map(([text, cgo]) => parts.length > 1 ? `${text} ${cgo}` : text).join(", ");
}

// mark shows where the keyboard is.
function mark() {
	canvas.querySelectorAll(".at").forEach(e => e.classList.remove("at"));
	if (rows.length === 0) {
		grid.removeAttribute("aria-activedescendant");
		return;
	}
	const id = at.column < 0 ? `r${at.row}` : `r${at.row}c${at.column}`;
	const e = $(id);
	if (e) e.classList.add("at");
	grid.setAttribute("aria-activedescendant", id);
}

function move(row, column) {
	at.row = Math.max(0, Math.min(rows.length - 1, row));
	at.column = Math.max(-1, Math.min(shownColumns.length - 1, column));
	const top = at.row * rowHeight, height = grid.clientHeight - headHeight;
	if (top < grid.scrollTop) grid.scrollTop = top;
	else if (top + rowHeight > grid.scrollTop + height) grid.scrollTop = top + rowHeight - height;
	drawRows();
	const e = at.column >= 0 && $(`r${at.row}c${at.column}`);
	if (e) {
		const name = drawn.get(at.row).firstChild.offsetWidth;
		if (e.offsetLeft - name < grid.scrollLeft) grid.scrollLeft = e.offsetLeft - name - 8;
		else if (e.offsetLeft + 30 > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = e.offsetLeft + 30 - grid.clientWidth;
	}
}

function open(i, j) {
	const r = rows[i];
	if (!r) return;
	if (r.group) {
		if (!opened.delete(r.group.key)) opened.add(r.group.key);
		rows = grouped([...new Set(rows.flatMap(r => r.group ? r.group.packages : [r.p]))].sort((a, b) => a - b));
		drawGrid();
	} else {
		detail(r.p, j < 0 ? undefined : shownColumns[j]);
	}
}

grid.addEventListener("scroll", drawRows, {passive: true});
grid.addEventListener("click", e => {
	const row = e.target.closest(".r");
	if (!row) return;
	const i = +row.dataset.row, j = [...row.children].indexOf(e.target.closest(".name, .c")) - 1;
	at = {row: i, column: Math.max(-1, j)};
	mark();
	open(i, at.column);
});
grid.addEventListener("keydown", e => {
	const page = Math.max(1, Math.floor(grid.clientHeight / rowHeight) - 4);
	const to = {
		ArrowUp: [at.row - 1, at.column], ArrowDown: [at.row + 1, at.column],
		ArrowLeft: [at.row, at.column - 1], ArrowRight: [at.row, at.column + 1],
		PageUp: [at.row - page, at.column], PageDown: [at.row + page, at.column],
		Home: e.ctrlKey ? [0, -1] : [at.row, -1], End: e.ctrlKey ? [rows.length - 1, shownColumns.length - 1] : [at.row, shownColumns.length - 1],
	}[e.key];
	if (to && !e.altKey && !e.metaKey) {
		move(...to);
		e.preventDefault();
	} else if (e.key === "Enter" || e.key === " ") {
		open(at.row, at.column);
		e.preventDefault();
	}
});
addEventListener("resize", drawRows);

// ---- Findings ------------------------------------------------------------

const list = $("list"), more = $("more");
const step = 100;
let listed = 0;

function drawList() {
	list.replaceChildren();
	listed = 0;
	const n = shownFindings.length, all = report.findings.length;
	$("count").textContent = n === all ? n.toLocaleString("en") : `${n.toLocaleString("en")} of ${all.toLocaleString("en")}`;
	if (all === 0) list.append(el("p", {class: "note"}, report.problems.length ? "None in what could be analysed." : "None."));
	else if (n === 0) list.append(el("p", {class: "note"}, "No finding is like that."));
	listMore();
}

function listMore() {
	const fragment = document.createDocumentFragment();
	for (const f of shownFindings.slice(listed, listed + step)) {
		const before = shownFindings[listed - 1];
		if (!before || before.p !== f.p) fragment.append(el("h3", {class: "package"}, report.packages[f.p] || "(no package)"));
		fragment.append(card(f));
		listed++;
	}
	list.append(fragment);
	const rest = shownFindings.length - listed;
	more.hidden = rest === 0;
	more.textContent = `Show ${Math.min(step, rest)} of ${rest.toLocaleString("en")} more`;
}
more.addEventListener("click", listMore);

const sign = state => el("span", {class: "c " + state, "aria-hidden": "true"}, states[state].sign);

// card returns a finding, which shows all of itself when it is opened.
function card(f, column) {
	const r = report.rules[f.r];
	const e = el("details", {class: "card"},
		el("summary", {},
			sign(f.w ? "w" : "e"),
			el("span", {class: "message"}, f.m[0]),
			el("span", {class: "meta"},
				el("span", {}, f.w ? "warning" : "error"),
				f.f && el("span", {class: "mono"}, f.f),
				el("span", {}, r.name),
				el("span", {}, "on " + report.sets[f.o].text))));
	e.addEventListener("toggle", () => {
		if (e.open && e.childElementCount === 1) e.append(body(f, column));
	});
	return e;
}

function body(f, column) {
	const r = report.rules[f.r];
	const b = el("div", {class: "body"});
	if (f.m.length > 1) b.append(el("div", {class: "mono"}, ...f.m.slice(1).map(line => el("div", {}, line))));
	if (f.y) b.append(el("p", {class: "remedy"}, f.y));
	if (f.c) b.append(code(f.c));
	if (f.l) b.append(el("div", {}, el("h4", {}, "See also"), el("ul", {}, ...f.l.map(l => el("li", {}, l.f && el("span", {class: "mono"}, l.f + " "), l.m)))));
	for (const x of f.x || []) {
		b.append(el("div", {}, el("h4", {}, "Fix: " + x.m), x.d && diff(x.d)));
	}
	const i = (column ? column.ports : report.ports.map((_, i) => i)).find(i => report.sets[f.o].has[i]);
	const commands = [];
	if (i !== undefined) commands.push(isBuild(r.source) ? goBuild(f.p, i) : recheck(f.p, i));
	commands.push("xplatvet explain " + r.source);
	b.append(el("div", {}, el("h4", {}, "Commands"), ...commands.filter(c => c).map(command)));
	if (r.summary || r.url) b.append(el("p", {class: "hint"}, r.summary, r.url && " ", r.url && el("a", {href: r.url, rel: "noreferrer noopener"}, "documentation")));
	return b;
}

function code(lines) {
	return el("pre", {}, ...lines.map(l => el("span", {class: "l" + (l.t.length > 1 ? " here" : "")}, el("i", {}, String(l.n)),
		...l.t.map((t, i) => i === 1 ? el("mark", {}, t) : t), "\n")));
}

function diff(lines) {
	return el("pre", {}, ...lines.map(l => el("span", {class: "l " + (l[0] === "+" ? "add" : l[0] === "-" ? "del" : "same")}, l + "\n")));
}

// ---- Commands ------------------------------------------------------------

const isBuild = source => source === "compile" || source === "typecheck";
const quote = s => /^[\w@%+=:,.\/-]+$/.test(s) ? s : "'" + s.replace(/'/g, `'\\''`) + "'";
const known = p => report.packages[p] !== "" && !report.packages[p].includes("\\"); // not one that had to be escaped

function goBuild(p, i) {
	const [pair, cgo] = report.ports[i].split(":");
	const [goos, goarch] = pair.split("/");
	return known(p) && `GOOS=${goos} GOARCH=${goarch} CGO_ENABLED=${cgo === "cgo" ? 1 : 0} go build ${quote(report.packages[p])}`;
}
const recheck = (p, i) => known(p) && `xplatvet -platforms=${report.ports[i]} ${quote(report.packages[p])}`;

function command(text) {
	const button = el("button", {type: "button", "aria-label": "Copy " + text}, "Copy");
	button.addEventListener("click", async () => {
		button.textContent = await copy(text) ? "Copied" : "Select and copy";
		setTimeout(() => button.textContent = "Copy", 1500);
	});
	return el("div", {class: "command"}, el("code", {}, text), button);
}

async function copy(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		const area = document.body.appendChild(el("textarea", {}));
		area.value = text;
		area.select();
		const done = document.execCommand("copy");
		area.remove();
		return done;
	}
}

// ---- One package, on one port --------------------------------------------

const panel = $("detail");
let back = null; // what had the focus before

function detail(p, column) {
	if (panel.hidden) back = document.activeElement;
	const name = report.packages[p] || "(no package)";
	$("detail-title").textContent = column ? `${name} on ${column.pair}` : name;
	const into = $("detail-body");
	into.replaceChildren();
	into.scrollTop = 0;
	const about = column ? [column] : shownColumns;
	if (column) {
		const differ = half(p, column);
		for (const i of differ ? column.ports : column.ports.slice(0, 1)) {
			const state = letter[p][i];
			into.append(el("p", {class: "status"}, sign(state), [states[state].text, differ ? cgoOf(report.ports[i]) : ""].join(" ")));
		}
	} else {
		for (const state of Object.keys(states)) {
			const on = about.filter(c => cells[p][columns.indexOf(c)] === state);
			if (on.length && state !== "n") into.append(el("p", {class: "status"}, sign(state), `${states[state].text} on ${on.length === about.length ? "every port" : on.length > 8 ? plural(on.length, "port") : on.map(c => c.pair).join(", ")}`));
		}
	}
	const ports = new Set(about.flatMap(c => c.ports));
	const on = set => report.sets[set].has.some((has, i) => has && ports.has(i));
	const notes = report.notes.filter(n => n.p === p && on(n.o));
	const blockers = [...new Set(notes.filter(n => n.s === "b").flatMap(n => n.e))];
	if (blockers.length) {
		into.append(el("h3", {}, "Blocked by"), el("ul", {}, ...blockers.map(name => {
			const q = report.packages.indexOf(name);
			return el("li", {}, q < 0 ? name : el("button", {type: "button", class: "mono", onclick: () => detail(q, column)}, name));
		})));
	}
	const found = report.findings.filter(f => f.p === p && on(f.o));
	const errors = [...new Set(notes.filter(n => n.s !== "b").flatMap(n => n.e))];
	if (errors.length && !found.some(f => isBuild(report.rules[f.r].source))) {
		into.append(el("h3", {}, "Errors"), el("ul", {class: "mono"}, ...errors.map(e => el("li", {}, e))));
	}
	if (found.length) {
		into.append(el("h3", {}, plural(found.length, "finding")), ...found.map((f, i) => {
			const c = card(f, column);
			if (i === 0) c.open = true;
			return c;
		}));
	}
	if (column && known(p) && !found.some(f => isBuild(report.rules[f.r].source))) {
		into.append(el("h3", {}, "See for yourself"), ...column.ports.map(i => command(goBuild(p, i))));
	}
	panel.hidden = false;
	panel.scrollTop = 0;
	$("detail-title").focus();
}

function close() {
	panel.hidden = true;
	if (back) back.focus();
}
$("close").addEventListener("click", close);

// ---- The rest of the page ------------------------------------------------

if (prefix) { // pages of several modules are told apart
	const module = prefix.replace(/\/$/, "");
	document.title = `${module} – ${document.title}`;
	document.querySelector("h1").append(" ", el("span", {class: "mono"}, module));
}
const [headline, ...rest] = report.summary.split("; ");
$("summary").append(capital(headline), rest.length ? el("small", {}, capital(rest.join("; "))) : "");
const failing = new Set(), blocked = new Set();
letter.forEach((row, p) => row.forEach(c => {
	if (c === "f") failing.add(p);
	if (c === "b") blocked.add(p);
}));
const warnings = report.findings.filter(f => f.w).length;
for (const [n, noun, kind] of [
	[report.findings.length - warnings, "error", "error"], [warnings, "warning", "warning"],
	[failing.size, "failing package", ""], [blocked.size, "blocked package", ""], [report.putOff, "finding put off", ""],
]) {
	if (n) $("tally").append(el("li", {class: kind}, el("b", {}, n.toLocaleString("en")), " " + plural(n, noun).replace(/^[\d,]+ /, "").replace("offs", "off")));
}
for (const p of report.problems) {
	$("problems").hidden = false;
	$("problems").lastElementChild.append(el("li", {}, p.f && el("span", {class: "mono"}, p.f + ": "), p.m, p.o && ` [${p.o}]`));
}
for (const c of report.cover) {
	$("cover").hidden = false;
	$("cover").append(el("li", {}, c));
}
for (const g of report.gone) {
	$("gone").hidden = false;
	$("gone").lastElementChild.append(el("li", {}, g));
}
const used = new Set(cells.flat());
for (const [state, s] of Object.entries(states)) {
	if (used.has(state) && state !== "n") $("legend").append(el("li", {}, sign(state), s.text.replace(/^(is|has) /, "")));
}
if (halves.some(h => h.includes("1"))) {
	$("legend").append(el("li", {}, el("span", {class: "c o half", "aria-hidden": "true"}), "with cgo unlike without"));
}

const theme = $("theme"), themes = ["auto", "light", "dark"];
function setTheme(name) {
	theme.textContent = "Theme: " + name;
	if (name === "auto") delete document.documentElement.dataset.theme;
	else document.documentElement.dataset.theme = name;
	try {
		localStorage.setItem("xplatvet-theme", name);
	} catch {
		// a page of a file may have no storage
	}
}
let stored = "auto";
try {
	stored = localStorage.getItem("xplatvet-theme");
} catch {
	// as above
}
setTheme(themes.includes(stored) ? stored : "auto");
theme.addEventListener("click", () => {
	const now = document.documentElement.dataset.theme || "auto";
	setTheme(themes[(themes.indexOf(now) + 1) % themes.length]);
});

addEventListener("keydown", e => {
	const typing = e.target.closest("input, select, textarea");
	if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
		query.focus();
		query.select();
		e.preventDefault();
	} else if (e.key === "Escape" && !panel.hidden) {
		close();
		e.preventDefault();
	} else if (e.key === "Escape" && e.target === query) {
		query.value = "";
		query.blur();
		filter();
	}
});
$("filter").addEventListener("input", filter);
$("filter").addEventListener("submit", e => e.preventDefault());
$("filter").addEventListener("reset", () => setTimeout(filter));

filter();
})();
