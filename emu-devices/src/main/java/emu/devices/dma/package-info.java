/** The DMA controllers of the ISA bus: two 8237A and their page registers. */
package emu.devices.dma;
