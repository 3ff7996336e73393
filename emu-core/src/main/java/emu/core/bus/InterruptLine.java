package emu.core.bus;

/** One wire from a device to an interrupt controller, or from a controller to the processor. */
@FunctionalInterface
public interface InterruptLine {

  /** A wire that ends nowhere. */
  InterruptLine UNCONNECTED = level -> {};

  /** Drives the wire high or low; driving it to the level it has is allowed and does nothing. */
  void set(boolean level);
}
