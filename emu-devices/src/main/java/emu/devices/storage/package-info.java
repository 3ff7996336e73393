/**
 * What holds data: images of disks, and the drives that they are put into. A seam: every device may
 * use it.
 */
package emu.devices.storage;
