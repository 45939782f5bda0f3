// The protocol's number and what each bump meant.

/** 1: first. */
export const PROTOCOL = 1
