-- owner: wifi
-- needs: 202611221900_wifi_office
-- A week's figures as they may be shown: small ones are left out already, so nothing here is about anybody. Made once:
-- whoever is forgotten later must not be found by the difference between two reports.
CREATE TABLE wifi_report (
  "group" TEXT NOT NULL REFERENCES wifi_group (id),
  week TEXT NOT NULL CHECK (week GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  made_at INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY ("group", week)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER wifi_report_stays BEFORE UPDATE ON wifi_report
BEGIN SELECT RAISE(ABORT, 'a report is made once'); END;
