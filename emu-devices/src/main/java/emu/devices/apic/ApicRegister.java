package emu.devices.apic;

/** Offsets of the registers of the local APIC in its page (SDM 3A, table 11-1). */
final class ApicRegister {
  static final int ID = 0x020;
  static final int VERSION = 0x030;
  static final int TPR = 0x080;
  static final int APR = 0x090;
  static final int PPR = 0x0A0;
  static final int EOI = 0x0B0;
  static final int RRD = 0x0C0;
  static final int LDR = 0x0D0;
  static final int DFR = 0x0E0;
  static final int SVR = 0x0F0;
  static final int ISR = 0x100;
  static final int TMR = 0x180;
  static final int IRR = 0x200;
  static final int ESR = 0x280;
  static final int ICR_LOW = 0x300;
  static final int ICR_HIGH = 0x310;
  static final int LVT = 0x320;
  static final int LVT_END = 0x370;
  static final int INITIAL_COUNT = 0x380;
  static final int CURRENT_COUNT = 0x390;
  static final int DIVIDE = 0x3E0;

  private ApicRegister() {}
}
