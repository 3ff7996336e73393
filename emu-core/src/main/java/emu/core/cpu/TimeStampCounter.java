package emu.core.cpu;

/** Where the processor reads its time-stamp counter. */
@FunctionalInterface
public interface TimeStampCounter {

  /** Ticks since power-on at the constant rate that the CPU model announces. */
  long read();
}
