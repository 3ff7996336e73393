package emu.core.mmu;

import java.util.List;

/**
 * A translation that a page walk put into the TLB.
 *
 * @param linear the address that was accessed
 * @param access what for
 * @param physical where it lies
 * @param shift log2 of the size of the page, as the paging structures say
 * @param global whether it survives loads of CR3
 * @param entries the entries of the walk, the uppermost first; none without paging. Under PAE
 *     paging the uppermost are those of the page directory: the processor keeps the PDPTEs
 */
public record TlbFill(
    long linear, Access access, long physical, int shift, boolean global, List<Long> entries) {}
