"""What this floor gives away, one file a family: children and the review queue; the determination of hardship."""

from students.exports import children, determination_lists, determinations, rounds

__all__ = ["children", "determination_lists", "determinations", "rounds"]
