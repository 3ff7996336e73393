package emu.core.debug;

import emu.core.cpu.Cpu;
import emu.core.cpu.Interrupts.Source;
import emu.core.cpu.Vector;

/**
 * Notices a guest that raises the same exception again and again and comes no further.
 *
 * <p>There are two ways. A handler may raise it itself, so that each lies deeper on the stack than
 * the one before. Or the handler returns to the instruction, which raises it with the very same
 * registers. Neither happens so often in a guest that works: a frame deeper needs a stack of
 * hundreds of kilobytes within an exception, and between two that are the same there must have been
 * no other exception, no system call, and no return to another instruction. In user mode an
 * interrupt counts as progress, too: there is a kernel that can end the program.
 */
public final class FaultLoops implements CpuObserver {
  /** So often does a handler fault itself before it is called a loop. */
  public static final int DEEPEST = 1_000;

  /** So often does an instruction fault with the same registers. */
  public static final int MOST_RETURNS = 10_000;

  private final Runnable found;
  private Delivery last;
  private int deeper;
  private int returns;
  private int interrupted;
  private boolean returned;

  /** Calls {@code found}, on the processor's thread, each time one is noticed. */
  public FaultLoops(Runnable found) {
    this.found = found;
  }

  /** How often the handler had raised the exception itself when the loop was noticed. */
  public int deeper() {
    return deeper;
  }

  /** How often the handler had returned to the instruction when the loop was noticed. */
  public int returns() {
    return returns;
  }

  @Override
  public void delivering(Cpu cpu, int vector, Source source, int errorCode) {
    if (source == Source.EXCEPTION && vector != Vector.DB) {
      compare(cpu, Delivery.of(cpu, vector, source, errorCode));
    } else if (source == Source.EXTERNAL && cpu.cpl != 3) {
      interrupted++;
    } else {
      forget();
    }
  }

  private void compare(Cpu cpu, Delivery now) {
    if (last == null || !last.isLike(now) || cpu.halted) {
      forget();
    } else if (!returned && Long.compareUnsigned(now.rsp(), last.rsp()) < 0) {
      deeper++;
    } else if (last.registers().equals(now.registers())) {
      returns++;
    } else {
      forget();
    }
    last = now;
    returned = false;
    if (deeper == DEEPEST || returns == MOST_RETURNS) {
      found.run();
    }
  }

  @Override
  public void transferred(Cpu cpu, Transfer kind, int selector, long rip) {
    if (kind == Transfer.IRET && interrupted > 0) {
      interrupted--;
    } else if (kind == Transfer.IRET && last != null && cpu.rip == last.rip()) {
      returned = true;
    } else if (kind != Transfer.JMP && kind != Transfer.CALL && kind != Transfer.RET) {
      forget();
    }
  }

  private void forget() {
    last = null;
    deeper = 0;
    returns = 0;
    interrupted = 0;
    returned = false;
  }

  @Override
  public boolean watchesTlb() {
    return false;
  }
}
