/**
 * A server of the Remote Framebuffer protocol (RFC 6143), by which VNC viewers see a machine. A
 * viewer is a stranger: every number that it sends is checked.
 */
package emu.cli.display.vnc;
