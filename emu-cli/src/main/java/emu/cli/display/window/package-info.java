/**
 * The machine in a window of the desktop. Nothing else may use java.desktop, which takes long to
 * start.
 */
package emu.cli.display.window;
