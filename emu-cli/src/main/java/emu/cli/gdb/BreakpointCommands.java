package emu.cli.gdb;

import emu.core.debug.Watchpoints.Kind;
import emu.core.debug.Watchpoints.Watch;
import emu.devices.board.Debugger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Z and z: breakpoints and watchpoints. Software breakpoints are the same as hardware breakpoints:
 * none of them writes to the guest's memory.
 */
final class BreakpointCommands {
  /** The most that a client may set. */
  private static final int MOST = 4096;

  private final Target target;
  private final Set<Long> software = ConcurrentHashMap.newKeySet();

  BreakpointCommands(Target target) {
    this.target = target;
  }

  void addTo(Map<String, Command> commands) {
    commands.put("Z", this::insert);
    commands.put("z", this::remove);
  }

  /** Whether the client has set a software breakpoint at {@code linear}. */
  boolean isSoftware(long linear) {
    return software.contains(linear);
  }

  /** What {@code type,address,kind} asks for. */
  private record Place(int type, long address, long length) {
    private static final int SOFTWARE = 0;
    private static final int HARDWARE = 1;

    static Place of(String arguments) throws Refusal {
      // Conditions and commands may follow; they were not offered.
      String[] parts = arguments.split(";", 2)[0].split(",", -1);
      if (parts.length != 3) {
        throw Refusal.malformed();
      }
      Place place = new Place(Hex.number(parts[0], 9), Hex.number(parts[1]), Hex.number(parts[2]));
      boolean wraps = Long.compareUnsigned(place.address + place.length - 1, place.address) < 0;
      if (place.watch().isPresent() && (place.length <= 0 || wraps)) {
        throw Refusal.malformed();
      }
      return place;
    }

    boolean isKnown() {
      return type == SOFTWARE || type == HARDWARE || watch().isPresent();
    }

    Optional<Watch> watch() {
      return switch (type) {
        case 2 -> Optional.of(new Watch(Kind.WRITE, address, length));
        case 3 -> Optional.of(new Watch(Kind.READ, address, length));
        case 4 -> Optional.of(new Watch(Kind.ACCESS, address, length));
        default -> Optional.empty();
      };
    }
  }

  private String insert(String arguments) throws Refusal {
    Place place = Place.of(arguments);
    if (!place.isKnown()) {
      return Command.UNKNOWN;
    }
    if (!target.ask(debugger -> insert(debugger, place))) {
      throw Refusal.full();
    }
    if (place.type == Place.SOFTWARE) {
      software.add(place.address);
    }
    return Command.OK;
  }

  private static boolean insert(Debugger debugger, Place place) {
    if (debugger.count() >= MOST) {
      return false;
    }
    place.watch().ifPresentOrElse(debugger::add, () -> debugger.add(place.address));
    return true;
  }

  private String remove(String arguments) throws Refusal {
    Place place = Place.of(arguments);
    if (!place.isKnown()) {
      return Command.UNKNOWN;
    }
    if (place.type == Place.SOFTWARE) {
      software.remove(place.address);
    }
    boolean removed =
        target.ask(debugger ->
            place.watch().map(debugger::remove).orElseGet(() -> debugger.remove(place.address)));
    if (!removed) {
      throw Refusal.unreachable();
    }
    return Command.OK;
  }
}
