package emu.core.cpu;

import emu.core.debug.StateHash;

/** Model-specific registers that are plain state (SDM 4, chapter 2; AMD APM 2, appendix A). */
public final class Msrs {
  public long sysenterCs;
  public long sysenterEsp;
  public long sysenterEip;
  public long star;
  public long lstar;
  public long cstar;
  public long fmask;
  public long kernelGsBase;
  public long tscAux;
  public long tscAdjust;
  public long pat;
  public long mtrrDefType;
  public final long[] mtrrFixed = new long[11];
  public final long[] mtrrVariable = new long[16];
  public long miscEnable;

  /** AMD SYSCFG and HWCR. */
  public long syscfg;

  public long hwcr;

  /** IA32_SPEC_CTRL, which changes nothing: nothing is speculated. */
  public long specCtrl;

  /** The values after RESET. */
  void reset() {
    sysenterCs = 0;
    sysenterEsp = 0;
    sysenterEip = 0;
    star = 0;
    lstar = 0;
    cstar = 0;
    fmask = 0;
    kernelGsBase = 0;
    tscAux = 0;
    tscAdjust = 0;
    pat = 0x0007_0406_0007_0406L;
    mtrrDefType = 0;
    java.util.Arrays.fill(mtrrFixed, 0);
    java.util.Arrays.fill(mtrrVariable, 0);
    miscEnable = 1;
    syscfg = 0;
    hwcr = 0;
    specCtrl = 0;
  }

  void hashInto(StateHash hash) {
    hash.add(sysenterCs)
        .add(sysenterEsp)
        .add(sysenterEip)
        .add(star)
        .add(lstar)
        .add(cstar)
        .add(fmask);
    hash.add(kernelGsBase).add(tscAux).add(tscAdjust).add(pat).add(mtrrDefType);
    hash.add(mtrrFixed).add(mtrrVariable).add(miscEnable).add(syscfg).add(hwcr).add(specCtrl);
  }
}
