/**
 * Why a guest died: the facts ({@link emu.core.crash.Crash}), and what the rules make of them
 * ({@link emu.core.crash.Diagnosis}).
 */
package emu.core.crash;
