"""The workbench: record, codes and coding sheet of one visit side by side."""
