/** Code in files, for {@code emu disasm}. */
package emu.cli.disasm;
