/**
 * Floating point as the x87 and SSE units do it: binary32, binary64 and the 80-bit extended format,
 * bit for bit, with every rounding mode, precision control, exception flag and NaN rule. No
 * processor state lives here: the environment of an operation is a {@link
 * emu.core.softfloat.FloatStatus}.
 *
 * <p>{@link emu.core.softfloat.F32} and {@link emu.core.softfloat.F64} hold the SSE operations on
 * raw bits; {@link emu.core.softfloat.F80} is an x87 register, and the {@code F80*} classes operate
 * on it. All of them compute through {@code WideFloat}, a number with a 128-bit significand, and
 * round once.
 */
package emu.core.softfloat;
