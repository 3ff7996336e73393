/**
 * The PCI bus: configuration mechanism 1, what every function shares, and the host bridge. Devices
 * on the bus build on this package.
 */
package emu.devices.pci;
