/**
 * Single ports without a chip of their own: POST code, debug console, debug exit, system control
 * port A.
 */
package emu.devices.ports;
