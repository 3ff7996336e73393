package emu.cli.display.window;

/**
 * Makes motion without end of a pointer that stops at the edges of the screen: when it comes far
 * from the window's middle, it is to be put back there.
 *
 * <p>Positions are told late, so some from before the jump come after it was asked for.
 */
final class Grab {
  private final int reach;
  private int middleX;
  private int middleY;
  private int x;
  private int y;
  private boolean known;
  private boolean jumping;

  /**
   * What to make of a position.
   *
   * @param dx pixels to the right since the one before
   * @param dy pixels downwards
   * @param jump whether the pointer is now to be put into the middle
   */
  record Step(int dx, int dy, boolean jump) {}

  /** A grab whose pointer is to be put back when it is more than {@code reach} pixels away. */
  Grab(int middleX, int middleY, int reach) {
    this.middleX = middleX;
    this.middleY = middleY;
    this.reach = reach;
  }

  /** The window has moved. */
  void moveTo(int newMiddleX, int newMiddleY) {
    middleX = newMiddleX;
    middleY = newMiddleY;
  }

  /** The pointer is at {@code newX}, {@code newY}. */
  Step at(int newX, int newY) {
    int fromX = known ? x : newX;
    int fromY = known ? y : newY;
    known = true;
    boolean arrived = jumping && isNear(newX, newY, reach / 2);
    if (arrived) {
      jumping = false;
      fromX = middleX;
      fromY = middleY;
    }
    x = newX;
    y = newY;
    boolean jump = !jumping && !isNear(newX, newY, reach);
    jumping |= jump;
    return new Step(newX - fromX, newY - fromY, jump);
  }

  private boolean isNear(int pointX, int pointY, int distance) {
    return Math.abs(pointX - middleX) <= distance && Math.abs(pointY - middleY) <= distance;
  }
}
