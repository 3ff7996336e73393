/** What lets people see what the translator does. */
package emu.jit.diagnostics;
