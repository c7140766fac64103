// Package sysmem tells how much memory there is for the processes that a
// command is about to start.
package sysmem

// Available returns the number of bytes that new processes can use without
// driving others out of memory, limits of a container included. It reports
// false where the system does not tell.
func Available() (bytes uint64, ok bool) { return available("/") }
