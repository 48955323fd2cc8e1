-- The rules of our filter, all of them. Each refuses by name, with words that the sender reads and the trace keeps; the word in
-- brackets at their end is the stable cause.
require "global_functions"()
local rspamd_http = require "rspamd_http"
config['regexp'] = {}
rspamd_maps = {}
dofile('@VM_CONF@/rspamd/malware.lua')
dofile('@VM_CONF@/rspamd/spam.lua')

local endings = {}
for line in io.lines('@VM_CONF@/rspamd/attachments.txt') do
  local ending = line:match('^(%w+)%s*$')
  if ending then
    endings[ending:lower()] = true
  end
end

-- Programs attached to a message: the names that mail programs start at a click.
rspamd_config:register_symbol({
  name = 'PROGRAM_ATTACHED',
  type = 'prefilter',
  priority = 5,
  score = 0.0,
  callback = function(task)
    for _, part in ipairs(task:get_parts() or {}) do
      local ending = (part:get_filename() or ''):match('%.(%w+)[%s%.]*$')
      if ending and endings[ending:lower()] then
        task:insert_result('PROGRAM_ATTACHED', 1.0, ending:lower())
        task:set_pre_result({
          action = 'reject',
          module = 'vaguemestre',
          message = 'MSSante: piece jointe executable (.' .. ending:lower()
              .. ') refusee / executable attachment refused (program-attached)',
        })
        return
      end
    end
  end,
})

-- Whom the reader sees as the author is who the envelope names, of whom the white list and sign-in were asked: the same domain in
-- mail of other operators, the very address in mail of our own people. In a notice of our own people, as of a reading, the author is
-- who signed in. The null sender of other operators names nobody: there the certificate of the session answers for the author, and
-- Karaf, which knows the white list, is asked whose domains those are.
local function addresses(found)
  local all = {}
  for _, address in ipairs(found or {}) do
    if address.addr and address.addr ~= '' then
      all[#all + 1] = address.addr:lower()
    end
  end
  return all
end

local function domain(address)
  return address:match('@([^@]*)$')
end

-- People sign in with the address of their mailbox. The mail edge hands on its proof of an operator as a login name, and that is
-- no address.
local function mailbox(task)
  local user = task:get_user()
  return user and user:find('@', 1, true) and user:lower() or nil
end

local function refuse(task)
  task:insert_result('NOT_THE_AUTHOR', 1.0)
  task:set_pre_result({
    action = 'reject',
    module = 'vaguemestre',
    message = 'MSSante: le champ From ne nomme pas l\'expediteur / From does not name the sender (not-the-author)',
  })
end

-- The domains of these addresses, each once; nil where one of them is no name of a domain.
local function domains(authors)
  local all, seen = {}, {}
  for _, author in ipairs(authors) do
    local name = domain(author)
    if not name or not name:match('^[%w%.%-]+$') then
      return nil
    end
    if not seen[name] then
      seen[name] = true
      all[#all + 1] = name
    end
  end
  return table.concat(all, ' ')
end

-- Asks whether the operator of the session owns them. Without an answer the notice comes again later.
local function ask(task, names)
  rspamd_http.request({
    task = task,
    url = 'http://127.0.0.1:@VM_PORT_AUTH_HTTP@/author',
    headers = { ['Author-Proof'] = task:get_user() or '', ['Author-Domains'] = names },
    timeout = 10.0,
    callback = function(failure, code, _, headers)
      local status = not failure and code == 200 and headers['author-status']
      if status == 'FOREIGN' then
        refuse(task)
      elseif status ~= 'OWN' then
        task:set_pre_result({
          action = 'soft reject',
          module = 'vaguemestre',
          message = 'MSSante: verification impossible, reessayez plus tard / cannot verify, try later (trust-away)',
        })
      end
    end,
  })
end

rspamd_config:register_symbol({
  name = 'NOT_THE_AUTHOR',
  type = 'prefilter',
  priority = 5,
  score = 0.0,
  callback = function(task)
    local own = mailbox(task)
    local sender = addresses(task:get_from('smtp'))[1]
    local authors = addresses(task:get_from('mime'))
    if #authors == 0 or #(task:get_header_full('From') or {}) ~= 1 then
      return refuse(task)
    end
    if not own and not sender then
      local names = domains(authors)
      if names then
        return ask(task, names)
      end
      return refuse(task)
    end
    for _, author in ipairs(authors) do
      if own and author ~= own or not own and domain(author) ~= domain(sender) then
        return refuse(task)
      end
    end
  end,
})

-- Patients' mailboxes take 25 MB in all: text and attachments together, counted as they are read, not as they travel. Their operator
-- returns what is larger; our people are told at once.
local PATIENT_MOST = 26214400

local function to_patients(task)
  for _, recipient in ipairs(addresses(task:get_recipients('smtp'))) do
    if recipient:find('@patient%.') then
      return true
    end
  end
  return false
end

local function content(task)
  local octets = 0
  for _, part in ipairs(task:get_parts() or {}) do
    if not part:is_multipart() and not part:is_message() then
      octets = octets + part:get_length()
    end
  end
  return octets
end

rspamd_config:register_symbol({
  name = 'TOO_LARGE_FOR_PATIENTS',
  type = 'prefilter',
  priority = 5,
  score = 0.0,
  callback = function(task)
    if to_patients(task) and content(task) > PATIENT_MOST then
      task:insert_result('TOO_LARGE_FOR_PATIENTS', 1.0)
      task:set_pre_result({
        action = 'reject',
        module = 'vaguemestre',
        message = 'MSSante: message trop volumineux pour un patient, 25 Mo au plus texte compris'
            .. ' / too large for a patient, 25 MB at most with its text (too-large)',
      })
    end
  end,
})
