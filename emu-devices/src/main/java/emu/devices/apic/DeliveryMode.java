package emu.devices.apic;

/**
 * Delivery modes of LVT entries, the ICR and interrupt messages (SDM 3A 11.5.1, 11.6.1, 11.11.2).
 */
final class DeliveryMode {
  static final int FIXED = 0;
  static final int LOWEST_PRIORITY = 1;
  static final int NMI = 4;
  static final int EXT_INT = 7;

  private DeliveryMode() {}
}
