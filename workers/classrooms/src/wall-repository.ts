import { withDeadline } from "@ven/kit";

import type { Picture } from "./rules/picture";

export interface BoardRow {
  code: string;
  school: string;
  name: string;
  rooms: string[];
}
export interface HallRoom {
  id: string;
  code: string;
  name: string;
  units: number;
  floor: number | null;
}

const deadline = 900;

/** What hangs on walls: boards and pictures. */
export function wallRepository(d1: D1Database) {
  const rows = async <T>(statement: D1PreparedStatement) =>
    (await withDeadline(statement.all<T & Record<string, unknown>>(), deadline)).results as T[];
  return {
    async board(code: string) {
      const [found] = await rows<Omit<BoardRow, "rooms"> & { rooms: string; schoolName: string; timezone: string }>(
        d1
          .prepare(
            `SELECT b.code, b.school, b.name, b.rooms, s.name AS schoolName, s.timezone FROM room_board AS b
               JOIN room_school AS s ON s.id = b.school WHERE b.code = ?`,
          )
          .bind(code),
      );
      return found && { ...found, rooms: JSON.parse(found.rooms) as string[] };
    },
    async boards(school: string): Promise<BoardRow[]> {
      const found = await rows<Omit<BoardRow, "rooms"> & { rooms: string }>(
        d1.prepare("SELECT code, school, name, rooms FROM room_board WHERE school = ? ORDER BY name").bind(school),
      );
      return found.map((row) => ({ ...row, rooms: JSON.parse(row.rooms) as string[] }));
    },
    makeBoard: (board: BoardRow, by: string, at: number) =>
      d1
        .prepare("INSERT INTO room_board (code, school, name, rooms, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(board.code, board.school, board.name, JSON.stringify(board.rooms), by, at),
    dropBoard: (code: string, school: string) =>
      d1.prepare("DELETE FROM room_board WHERE code = ? AND school = ?").bind(code, school),
    hallRooms: (ids: readonly string[]) =>
      rows<HallRoom>(
        d1
          .prepare(
            `SELECT id, code, name, units, floor FROM room_resource
             WHERE id IN (SELECT value FROM json_each(?)) AND status <> 'retired' ORDER BY code`,
          )
          .bind(JSON.stringify(ids)),
      ),

    setPhoto: (resource: string, school: string, picture: Picture, etag: string, at: number) =>
      d1
        .prepare(
          `INSERT OR REPLACE INTO room_photo (resource, school, type, width, height, etag, bytes, created_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        )
        .bind(resource, school, picture.type, picture.width, picture.height, etag, picture.bytes, at),
    photosOf: (school: string) =>
      rows<{ resource: string; etag: string }>(
        d1
          .prepare(
            "SELECT p.resource, p.etag FROM room_resource AS r JOIN room_photo AS p ON p.resource = r.id WHERE r.school = ?",
          )
          .bind(school),
      ),
    async photo(resource: string, etag: string) {
      const [found] = await rows<{ type: string; bytes: ArrayBuffer | number[] }>(
        d1.prepare("SELECT type, bytes FROM room_photo WHERE resource = ? AND etag = ?").bind(resource, etag),
      );
      return found && { type: found.type, bytes: new Uint8Array(found.bytes) };
    },
  };
}
export type WallRepository = ReturnType<typeof wallRepository>;
