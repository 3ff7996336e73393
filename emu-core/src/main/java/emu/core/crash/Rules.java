package emu.core.crash;

import emu.core.crash.rules.AnyEvent;
import emu.core.crash.rules.BadJump;
import emu.core.crash.rules.BadSelector;
import emu.core.crash.rules.DeliberateReset;
import emu.core.crash.rules.DivideError;
import emu.core.crash.rules.EndlessFaults;
import emu.core.crash.rules.FailedDelivery;
import emu.core.crash.rules.HaltedForGood;
import emu.core.crash.rules.HandlerNotMapped;
import emu.core.crash.rules.InvalidOpcode;
import emu.core.crash.rules.JumpToItself;
import emu.core.crash.rules.MisalignedVector;
import emu.core.crash.rules.NoCodeSegment;
import emu.core.crash.rules.NoStack;
import emu.core.crash.rules.NoTable;
import emu.core.crash.rules.NoTaskState;
import emu.core.crash.rules.NotCanonical;
import emu.core.crash.rules.PageAccess;
import emu.core.crash.rules.PrivilegedInstruction;
import emu.core.crash.rules.SimdDisabled;
import emu.core.crash.rules.StackOverflow;
import emu.core.crash.rules.UnexpectedInterrupt;
import emu.core.crash.rules.UnusableGate;
import emu.core.crash.rules.WrongCodeSize;
import emu.core.crash.rules.ZeroRegion;
import java.util.List;

/** All rules; of each list the first that knows an answer is taken. */
final class Rules {
  /** How it ended, unless by a triple fault. */
  static final List<Rule> END =
      List.of(new HaltedForGood(), new JumpToItself(), new EndlessFaults());

  /** What went wrong first: the more special, the earlier. */
  static final List<Rule> CAUSE =
      List.of(
          new DeliberateReset(),
          new UnexpectedInterrupt(),
          new HandlerNotMapped(),
          new ZeroRegion(),
          new BadJump(),
          new WrongCodeSize(),
          new SimdDisabled(),
          new MisalignedVector(),
          new NotCanonical(),
          new StackOverflow(),
          new BadSelector(),
          new PageAccess(),
          new InvalidOpcode(),
          new DivideError(),
          new PrivilegedInstruction(),
          new AnyEvent());

  /** Why that could not be handled. */
  static final List<Rule> DELIVERY =
      List.of(
          new NoTable(),
          new UnusableGate(),
          new NoCodeSegment(),
          new NoTaskState(),
          new NoStack(),
          new FailedDelivery());

  private Rules() {}
}
