/** The Java virtual machine that the program runs in: what it is asked for, and how it gets it. */
package emu.cli.jvm;
