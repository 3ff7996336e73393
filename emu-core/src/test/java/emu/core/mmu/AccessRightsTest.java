package emu.core.mmu;

import static emu.core.mmu.PagedGuest.NX;
import static emu.core.mmu.PagedGuest.P;
import static emu.core.mmu.PagedGuest.RW;
import static emu.core.mmu.PagedGuest.US;
import static org.junit.jupiter.api.Assertions.assertEquals;

import emu.core.cpu.Cr;
import emu.core.mmu.AccessRightsModel.Control;
import emu.core.mmu.AccessRightsModel.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every combination of the permission bits of all levels, against {@link AccessRightsModel}. */
class AccessRightsTest {
  private static final long LINEAR = 0x0040_0000L;
  private static final long PHYSICAL = 0x0080_0000L;

  private static final List<Request> REQUESTS = requests();

  private static List<Request> requests() {
    List<Request> all = new ArrayList<>();
    for (boolean ac : new boolean[] {false, true}) {
      for (Access access : Access.values()) {
        all.add(new Request(access, false, false, ac));
        all.add(new Request(access, true, false, ac));
        if (access != Access.EXECUTE) {
          all.add(new Request(access, false, true, ac));
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void everyCombination(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      int levels = paging.levels;
      for (int bits = 0; bits < 1 << 3 * levels; bits++) {
        AccessRightsModel model = map(guest, bits);
        if (model == null) {
          continue;
        }
        for (int control = 0; control < 16; control++) {
          Control set = control(guest, control);
          for (Request request : REQUESTS) {
            guest.cpu.mmu.flushAll();
            check(guest, model, set, request, "first access");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void translationsThatAreKnownGrantNothingMore(Paging paging) {
    long seed = 20_251_120;
    Random random = new Random(seed);
    try (PagedGuest guest = new PagedGuest(paging)) {
      for (int round = 0; round < 400; round++) {
        AccessRightsModel model = map(guest, random.nextInt(1 << 3 * paging.levels));
        if (model == null) {
          continue;
        }
        Control control = control(guest, random.nextInt(16));
        for (int i = 0; i < 40; i++) {
          Request request = REQUESTS.get(random.nextInt(REQUESTS.size()));
          check(guest, model, control, request, "seed " + seed + " round " + round);
        }
      }
    }
  }

  /** Maps the page with three permission bits a level; null if 32-bit entries cannot say so. */
  private static AccessRightsModel map(PagedGuest guest, int bits) {
    boolean user = true;
    boolean writable = true;
    boolean executeDisabled = false;
    for (int level = 0; level <= guest.paging.leaf(); level++) {
      int own = bits >> 3 * level & 7;
      long flags = P | ((own & 1) != 0 ? RW : 0) | ((own & 2) != 0 ? US : 0);
      user &= (own & 2) != 0;
      writable &= (own & 1) != 0;
      if ((own & 4) != 0) {
        if (guest.paging.isLegacy()) {
          return null;
        }
        flags |= NX;
        executeDisabled = true;
      }
      guest.setEntry(level, LINEAR, guest.target(level, PHYSICAL) | flags);
    }
    return new AccessRightsModel(user, writable, executeDisabled);
  }

  private static Control control(PagedGuest guest, int bits) {
    boolean nxe = (bits & 1) != 0;
    boolean wp = (bits & 2) != 0;
    boolean smep = (bits & 4) != 0;
    boolean smap = (bits & 8) != 0;
    guest.control(nxe, wp, smep, smap);
    return new Control(guest.paging.isLegacy(), nxe, wp, smep, smap);
  }

  private static void check(
      PagedGuest guest, AccessRightsModel model, Control control, Request request, String when) {
    guest.privilege(request.user() || request.implicit() ? 3 : 0, request.ac());
    long linear = LINEAR + 0x123;
    guest.cpu.cr2 = 0;
    int expected = model.outcome(control, request);
    int actual = guest.outcome(() -> perform(guest, request, linear));
    if (expected != actual) {
      assertEquals(expected, actual, when + ": " + model + " " + control + " " + request);
    }
    assertEquals(expected == PagedGuest.ALLOWED ? 0 : linear, guest.cpu.cr2);
  }

  private static void perform(PagedGuest guest, Request request, long linear) {
    Mmu mmu = guest.cpu.mmu;
    switch (request.access()) {
      case READ -> {
        if (request.implicit()) {
          mmu.loadSystem(linear, 1);
        } else {
          mmu.load8(linear);
        }
      }
      case WRITE -> {
        if (request.implicit()) {
          mmu.storeSystem(linear, 1, 1);
        } else {
          mmu.store8(linear, 1);
        }
      }
      case EXECUTE -> mmu.physicalOfCode(linear);
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void whatIsNotPresentFaultsAtEveryLevel(Paging paging) {
    try (PagedGuest guest = new PagedGuest(paging)) {
      for (int level = 0; level <= paging.leaf(); level++) {
        for (int control = 0; control < 16; control++) {
          guest.map(LINEAR, PHYSICAL, P | RW | US);
          // Without P no other bit counts, not even a reserved one.
          guest.setEntry(level, LINEAR, -2);
          Control set = control(guest, control);
          for (Request request : REQUESTS) {
            guest.privilege(request.user() || request.implicit() ? 3 : 0, request.ac());
            boolean fetch = request.access() == Access.EXECUTE;
            boolean told = fetch && (set.smep() || set.nxe() && !set.legacy());
            int expected =
                (request.access() == Access.WRITE ? 2 : 0)
                    | (request.user() ? 4 : 0)
                    | (told ? 16 : 0);
            assertEquals(expected, guest.outcome(() -> perform(guest, request, LINEAR)));
            assertEquals(LINEAR, guest.cpu.cr2);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Paging.class)
  void withoutPagingEverythingIsAllowed(Paging paging) {
    if (paging.isLong()) {
      return;
    }
    try (PagedGuest guest = new PagedGuest(paging)) {
      guest.control(true, true, true, true);
      guest.cpu.cr0 &= ~Cr.CR0_PG;
      guest.cpu.mmu.flushAll();
      for (Request request : REQUESTS) {
        guest.privilege(request.user() || request.implicit() ? 3 : 0, request.ac());
        assertEquals(
            PagedGuest.ALLOWED, guest.outcome(() -> perform(guest, request, PHYSICAL + 8)));
      }
    }
  }
}
