package emu.core.mmu;

/** What an access to memory wants, as the error code of #PF tells it (SDM 3A 4.7). */
public enum Access {
  READ,
  WRITE,
  EXECUTE
}
