-- owner: identity
-- What colleagues and services may see of a member of staff: the name shown at work.
CREATE VIEW id_staff_name (subject, name, organisation) AS
  SELECT subject, display_name, organisation FROM id_staff_profile;
