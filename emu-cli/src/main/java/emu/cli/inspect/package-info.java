/** What {@code emu inspect} finds out about images and kernels, and how it tells. */
package emu.cli.inspect;
