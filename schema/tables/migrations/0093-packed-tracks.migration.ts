import { Migration } from "@mikro-orm/migrations";

/** What the bodies of a circle did takes half the room: the tracks of a row are deflated together (SPEC W11). */
export class PackedTracks extends Migration {
  override name = "0093-packed-tracks";

  override up(): void {
    this.addSql(packing);
  }
}

// Tracks of before become one block that is stored as it is, which deflate allows: their length and its complement, low
// byte first, then the bytes, in which each track is behind its length.
const packing = `
create function low_byte_first(count int) returns bytea language sql immutable as $$
  select substr(int4send(count), 4, 1) || substr(int4send(count), 3, 1)
$$;
create function packed(tracks bytea[]) returns bytea language sql immutable as $$
  select '\\x01'::bytea || low_byte_first(octet_length(bytes)) || low_byte_first(65535 - octet_length(bytes)) || bytes
  from (select coalesce(string_agg(int2send(octet_length(track)::int2) || track, '' order by at), '') as bytes
    from unnest(tracks) with ordinality as t (track, at)) joined
$$;
alter table circle_motions drop constraint circle_motions_check, alter tracks type bytea using packed(tracks);
drop function packed, low_byte_first;
`;
