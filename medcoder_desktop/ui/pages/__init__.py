"""The pages beside workbench and practice: work list, claims, the first start."""
