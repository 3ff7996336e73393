package emu.devices.keyboard;

/** A key goes down or up. */
public record KeyEvent(Key key, boolean pressed) {}
