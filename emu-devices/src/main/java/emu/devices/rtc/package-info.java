/** The MC146818 real-time clock with the battery-backed memory of a PC. */
package emu.devices.rtc;
