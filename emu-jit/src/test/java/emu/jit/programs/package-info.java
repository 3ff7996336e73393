/**
 * Programs that two engines run side by side: random ones, and some that were written for what a
 * translator may get wrong.
 *
 * <p>{@link emu.jit.programs.Programs} makes random ones, {@link emu.jit.programs.Comparison} runs
 * them, {@link emu.jit.programs.Shrinker} makes one that shows a difference as small as it can.
 */
package emu.jit.programs;
