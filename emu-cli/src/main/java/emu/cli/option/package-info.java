/** The values of options: how they are written and what can be chosen. */
package emu.cli.option;
