import { Migration } from "@mikro-orm/migrations";

/** What the pictures that somebody added take together is limited (SPEC C9). */
export class BytesOfPictures extends Migration {
  override name = "0075-bytes-of-pictures";

  override up(): void {
    this.addSql(bytes);
  }
}

/** Of all sessions, also those that they lead no longer. Nobody can delete one that has ended, so its pictures count for a while only. */
const bytes = `
create index session_pictures_owner on session_pictures (owner_id);
create function scope_picture_bytes() returns bigint language sql stable security definer
  set search_path = public, pg_temp as $$
  select coalesce(sum(octet_length(p.content)), 0) from session_pictures p join sessions s on s.id = p.session_id
  where p.owner_id = scope_user() and (s.status <> 'ended' or p.added_at > now() - interval '30 days')
$$;
`;
