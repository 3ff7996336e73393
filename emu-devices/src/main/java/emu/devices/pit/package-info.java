/** The 8254 programmable interval timer, and port 61h that gates its counter 2. */
package emu.devices.pit;
