package emu.devices.boot.check;

import java.util.List;

/** {@link FindingKind#DAMAGED_HEADERS}. */
final class DamagedHeaders implements Rule {
  @Override
  public List<Finding> check(Subject kernel) {
    return kernel.damage().stream()
        .map(what -> {
          String cause = "its " + what + " are not where its header says, or damaged";
          String cure =
              "get or link the file again: it was cut short or changed; a kernel that is to be"
                  + " small is stripped with strip, not cut";
          return what.equals("program headers")
              ? FindingKind.DAMAGED_HEADERS.error(cause, cure)
              : FindingKind.DAMAGED_HEADERS.warning(cause, cure);
        })
        .toList();
  }
}
