package emu.core.mmu;

/**
 * The access rights of SDM 3A 4.6.1 and the error codes of 4.7, written down from the manual's text
 * without a look at the implementation.
 *
 * @param userAddress whether U/S is 1 in every entry
 * @param writable whether R/W is 1 in every entry
 * @param executeDisabled whether XD is 1 in some entry
 */
record AccessRightsModel(boolean userAddress, boolean writable, boolean executeDisabled) {

  /** What the control registers say. */
  record Control(boolean legacy, boolean nxe, boolean wp, boolean smep, boolean smap) {}

  /** Who wants what; {@code implicit} accesses are those to system tables. */
  record Request(Access access, boolean user, boolean implicit, boolean ac) {}

  /** The error code, or {@link PagedGuest#ALLOWED}. */
  int outcome(Control control, Request request) {
    boolean reserved = executeDisabled && !control.nxe && !control.legacy;
    if (!reserved && allows(control, request)) {
      return PagedGuest.ALLOWED;
    }
    boolean isFetch = request.access == Access.EXECUTE;
    boolean fetchTold = control.smep || control.nxe && !control.legacy;
    int error = 1;
    error += request.access == Access.WRITE ? 2 : 0;
    error += request.user ? 4 : 0;
    error += reserved ? 8 : 0;
    error += isFetch && fetchTold ? 16 : 0;
    return error;
  }

  private boolean allows(Control control, Request request) {
    boolean executable = control.legacy || !control.nxe || !executeDisabled;
    if (request.user) {
      return userAddress
          && switch (request.access) {
            case READ -> true;
            case WRITE -> writable;
            case EXECUTE -> executable;
          };
    }
    boolean explicitWithAc = !request.implicit && request.ac;
    if (!userAddress) {
      return switch (request.access) {
        case READ -> true;
        case WRITE -> !control.wp || writable;
        case EXECUTE -> executable;
      };
    }
    boolean smapAllows = !control.smap || explicitWithAc;
    return switch (request.access) {
      case READ -> smapAllows;
      case WRITE -> smapAllows && (!control.wp || writable);
      case EXECUTE -> !control.smep && executable;
    };
  }
}
