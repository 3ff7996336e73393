/** The pair of 8259A interrupt controllers, cascaded as on every PC. */
package emu.devices.pic;
