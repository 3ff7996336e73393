/** What a person may look at in a machine that stands still. */
package emu.core.inspect;
