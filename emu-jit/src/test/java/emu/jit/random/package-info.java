/**
 * Random programs that two engines run side by side.
 *
 * <p>{@link emu.jit.random.Programs} makes them, {@link emu.jit.random.Comparison} runs them,
 * {@link emu.jit.random.Shrinker} makes one that shows a difference as small as it can.
 */
package emu.jit.random;
