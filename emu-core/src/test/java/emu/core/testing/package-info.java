/** What tests of the processor share. */
package emu.core.testing;
