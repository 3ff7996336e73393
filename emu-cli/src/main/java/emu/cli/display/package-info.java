/** The ways to see a machine's screen and to use its keyboard and mouse. */
package emu.cli.display;
