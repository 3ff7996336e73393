/**
 * Records what a guest does: logs for people, a compact record of every instruction, what code ran
 * at all, and where the time went. See {@code docs/tracing.md}.
 */
package emu.core.trace;
