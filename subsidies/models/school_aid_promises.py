"""What the database keeps of school aid: no school gives more than it has set aside so far, and what is recorded stays."""

import pgtrigger

# The rows of the school are locked first: of two uses at once the second counts the first.
NEVER_OVERDRAWN = """
PERFORM 1 FROM subsidies_schoolaidyear y WHERE y.school_id = {school} ORDER BY y.id FOR NO KEY UPDATE;
IF EXISTS (
    SELECT FROM subsidies_schoolaidyear y
    WHERE y.school_id = {school}
    AND (SELECT sum(s.due) FROM subsidies_schoolaidyear s WHERE s.school_id = y.school_id AND s.year <= y.year)
      < (SELECT coalesce(sum(u.amount), 0)
         FROM subsidies_schoolaiduse u JOIN subsidies_schoolaidyear s ON s.id = u.year_id
         WHERE s.school_id = y.school_id AND s.year <= y.year AND u.status <> 'refused' AND u.reversed_at IS NULL)
) THEN
    RAISE EXCEPTION 'school_aid_is_never_overdrawn';
END IF;
RETURN NULL;
"""

# Two files of one child may join, so the child may change; the rest is said once, decided once and reversed once.
SAID_ONCE = """
IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'school_aid_use_is_never_deleted';
END IF;
IF to_jsonb(NEW) - '{student_id,status,decided_by_id,decided_at,decision_note,reversed_by_id,reversed_at,reversal}'::text[]
    <> to_jsonb(OLD) - '{student_id,status,decided_by_id,decided_at,decision_note,reversed_by_id,reversed_at,reversal}'::text[]
   OR (OLD.status <> 'proposed' AND (NEW.status, NEW.decided_by_id, NEW.decided_at, NEW.decision_note)
       IS DISTINCT FROM (OLD.status, OLD.decided_by_id, OLD.decided_at, OLD.decision_note))
   OR (OLD.reversed_at IS NOT NULL AND (NEW.reversed_by_id, NEW.reversed_at, NEW.reversal)
       IS DISTINCT FROM (OLD.reversed_by_id, OLD.reversed_at, OLD.reversal)) THEN
    RAISE EXCEPTION 'school_aid_use_is_said_once';
END IF;
RETURN NEW;
"""

OF_A_YEAR = [
    pgtrigger.Trigger(
        name="never_overdrawn",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func=NEVER_OVERDRAWN.format(school="NEW.school_id"),
    )
]
OF_A_USE = [
    pgtrigger.Trigger(
        name="never_overdrawn",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func=NEVER_OVERDRAWN.format(school="(SELECT school_id FROM subsidies_schoolaidyear WHERE id = NEW.year_id)"),
    ),
    pgtrigger.Trigger(name="said_once", operation=pgtrigger.Update | pgtrigger.Delete, when=pgtrigger.Before, func=SAID_ONCE),
]
