package emu.core.crash;

import emu.core.cpu.Cpu;
import emu.core.debug.Delivery;
import java.util.List;
import java.util.Optional;

/**
 * A guest that died, and what is known of it. The machine stands still where it happened; it must
 * not run on while this is used.
 *
 * @param kind how it died
 * @param cpu its processor
 * @param recent the last interrupts and exceptions, the oldest first
 * @param chain the last of them, and those that led to it because they could not be delivered
 * @param running the last of them if its handler has not returned
 * @param deeper how often a handler raised its own exception, for a {@link Kind#FAULT_LOOP}
 * @param returns how often a handler returned in vain, for a {@link Kind#FAULT_LOOP}
 * @param names tells what lies where
 * @param lastBranch the branch by which the guest came to where it died, if that is known
 */
public record Crash(
    Kind kind,
    Cpu cpu,
    List<Delivery> recent,
    List<Delivery> chain,
    Optional<Delivery> running,
    int deeper,
    int returns,
    AddressNames names,
    Optional<Branch> lastBranch) {

  /** The ways to die. */
  public enum Kind {
    TRIPLE_FAULT("triple fault"),
    /** The same exception again and again. */
    FAULT_LOOP("endless fault loop"),
    /** HLT with interrupts off. */
    HALTED("halted for good"),
    /** A jump to itself with interrupts off. */
    ENDLESS_LOOP("endless loop");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** The same with symbols. */
  public Crash with(AddressNames newNames) {
    return new Crash(kind, cpu, recent, chain, running, deeper, returns, newNames, lastBranch);
  }

  /** The same with the branch by which the guest came there. */
  public Crash with(Optional<Branch> branch) {
    return new Crash(kind, cpu, recent, chain, running, deeper, returns, names, branch);
  }

  /** Where the guest came from, for people, as the end of a sentence; empty if not known. */
  public String origin() {
    return lastBranch.map(branch -> ", from " + names.describe(branch.from())).orElse("");
  }

  /** What went wrong first: the exception that nobody could handle, or in whose handler it died. */
  public Optional<Fault> fault() {
    boolean stopped = kind == Kind.HALTED || kind == Kind.ENDLESS_LOOP;
    Optional<Delivery> first = stopped ? running : chain.stream().findFirst();
    return first.map(delivery -> new Fault(cpu, delivery, names));
  }

  /** Linear address at which the processor stands; that of the HLT if it is halted. */
  public long address() {
    return Fault.linear(cpu, kind == Kind.HALTED ? cpu.rip - 1 : cpu.rip);
  }

  /** Where the processor stands, for people. */
  public String place() {
    return names.describe(address());
  }

  /** What was delivered before the chain that ended in death, the oldest first. */
  public List<Delivery> before() {
    boolean ends = kind == Kind.TRIPLE_FAULT || kind == Kind.FAULT_LOOP;
    return ends ? recent.subList(0, recent.size() - chain.size()) : recent;
  }
}
