package emu.devices.vga;

import emu.core.bus.ByteDevice;
import emu.core.debug.Hashed;
import emu.core.debug.StateHash;

/** The VGA's ports 3B0h to 3DFh: an index and data for each group of registers, and the DAC. */
final class VgaPorts implements ByteDevice, Hashed {
  private static final int FIRST = 0x3B0;

  private static final int ATTRIBUTE_INDEX = 0x3C0;
  private static final int ATTRIBUTE_DATA = 0x3C1;
  private static final int INPUT_STATUS_0 = 0x3C2;
  private static final int SEQUENCER_INDEX = 0x3C4;
  private static final int SEQUENCER_DATA = 0x3C5;
  private static final int PIXEL_MASK = 0x3C6;
  private static final int DAC_STATE = 0x3C7;
  private static final int DAC_WRITE_INDEX = 0x3C8;
  private static final int DAC_DATA = 0x3C9;
  private static final int FEATURE = 0x3CA;
  private static final int OUTPUT = 0x3CC;
  private static final int GRAPHICS_INDEX = 0x3CE;
  private static final int GRAPHICS_DATA = 0x3CF;
  private static final int CRTC_INDEX = 0x3D4;
  private static final int CRTC_DATA = 0x3D5;
  private static final int INPUT_STATUS_1 = 0x3DA;

  /** The monochrome adapter's ports lie this much below the colour adapter's. */
  private static final int MONOCHROME = 0x20;

  private static final int FLOATING = 0xFF;

  private final VgaRegisters registers;
  private final Dac dac;
  private final Beam beam;
  private int sequencerIndex;
  private int graphicsIndex;
  private int crtcIndex;
  private boolean attributeDataNext;

  VgaPorts(VgaRegisters registers, Dac dac, Beam beam) {
    this.registers = registers;
    this.dac = dac;
    this.beam = beam;
  }

  /**
   * The port that {@code offset} means: the addresses that depend on colour are given as the colour
   * ones, and as 0 when the adapter does not answer them.
   */
  private int port(int offset) {
    int port = FIRST + offset;
    boolean movable = port >= FIRST && port < 0x3C0 || port >= 0x3D0 && port < 0x3E0;
    if (!movable) {
      return port;
    }
    boolean colour = (registers.output & VgaRegisters.OUTPUT_COLOUR) != 0;
    if (colour != port >= 0x3D0) {
      return 0;
    }
    return colour ? port : port + MONOCHROME;
  }

  @Override
  public int readByte(int offset) {
    return switch (port(offset)) {
      case ATTRIBUTE_INDEX -> registers.attributeIndex;
      case ATTRIBUTE_DATA -> registers.attribute(registers.attributeIndex & 0x1F);
      case INPUT_STATUS_0 -> 0;
      case SEQUENCER_INDEX -> sequencerIndex;
      case SEQUENCER_DATA -> registers.sequencer(sequencerIndex);
      case PIXEL_MASK -> dac.mask();
      case DAC_STATE -> dac.state();
      case DAC_WRITE_INDEX -> dac.writeIndex();
      case DAC_DATA -> dac.read();
      case FEATURE -> registers.feature;
      case OUTPUT -> registers.output;
      case GRAPHICS_INDEX -> graphicsIndex;
      case GRAPHICS_DATA -> registers.graphics(graphicsIndex);
      case CRTC_INDEX -> crtcIndex;
      case CRTC_DATA -> registers.crtc.get(crtcIndex);
      case INPUT_STATUS_1 -> {
        attributeDataNext = false;
        yield beam.status();
      }
      default -> FLOATING;
    };
  }

  @Override
  public void writeByte(int offset, int value) {
    switch (port(offset)) {
      case ATTRIBUTE_INDEX -> writeAttribute(value);
      case INPUT_STATUS_0 -> registers.output = value;
      case SEQUENCER_INDEX -> sequencerIndex = value & 0x07;
      case SEQUENCER_DATA -> registers.setSequencer(sequencerIndex, value);
      case PIXEL_MASK -> dac.setMask(value);
      case DAC_STATE -> dac.setReadIndex(value);
      case DAC_WRITE_INDEX -> dac.setWriteIndex(value);
      case DAC_DATA -> dac.write(value);
      case GRAPHICS_INDEX -> graphicsIndex = value & 0x0F;
      case GRAPHICS_DATA -> registers.setGraphics(graphicsIndex, value);
      case CRTC_INDEX -> crtcIndex = value & 0x3F;
      case CRTC_DATA -> registers.crtc.write(crtcIndex, value);
      case INPUT_STATUS_1 -> registers.feature = value & 0x08;
      default -> {}
    }
  }

  /** Index and data go to the same port in turns; reading input status 1 makes the index next. */
  private void writeAttribute(int value) {
    if (!attributeDataNext) {
      registers.attributeIndex = value & 0x3F;
    } else {
      registers.setAttribute(registers.attributeIndex & 0x1F, value);
    }
    attributeDataNext = !attributeDataNext;
  }

  @Override
  public void hashInto(StateHash hash) {
    hash.add(sequencerIndex).add(graphicsIndex).add(crtcIndex).add(attributeDataNext);
  }
}
