package emu.core.cpu;

/** A board without interrupt controllers. */
final class NoInterruptController implements InterruptController {
  private int taskPriority;

  @Override
  public int acknowledge() {
    return 0xFF;
  }

  @Override
  public long apicBase() {
    return 0;
  }

  @Override
  public void setApicBase(long value) {}

  @Override
  public int taskPriority() {
    return taskPriority;
  }

  @Override
  public void setTaskPriority(int priority) {
    taskPriority = priority;
  }
}
