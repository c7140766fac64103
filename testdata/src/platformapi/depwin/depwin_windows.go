package depwin

const Handle = 1
