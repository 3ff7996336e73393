/**
 * What the build asks of the code itself: its format, the size of its methods, the borders between
 * its packages.
 */
package emu.checks;
